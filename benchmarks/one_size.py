"""The process that measures one database size: sets Django up, then measures."""

import importlib
import sys

import django

if __name__ == "__main__":
    django.setup()
    importlib.import_module("benchmarks.measuring").main(*sys.argv[1:])
