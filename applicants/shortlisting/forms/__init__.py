"""What the panel types: `declaring` and `scoring` each member, `moderating` and `choosing` the chair."""

from applicants.shortlisting.forms.arranging import ReopenCardForm, ScorerForm
from applicants.shortlisting.forms.choosing import (
    HoldForm,
    InterviewForm,
    OutcomesForm,
    ReopenForm,
    ReserveOrderForm,
)
from applicants.shortlisting.forms.declaring import DeclarationForm, RecogniseForm
from applicants.shortlisting.forms.moderating import AgreeForm, RestForm, TakeBackForm
from applicants.shortlisting.forms.scoring import (
    Cell,
    ScoringForm,
    ScoringRow,
    cells_of_candidate,
    cells_of_criterion,
)
from applicants.shortlisting.forms.what_if import WhatIfForm

__all__ = [
    "AgreeForm",
    "Cell",
    "DeclarationForm",
    "HoldForm",
    "InterviewForm",
    "OutcomesForm",
    "RecogniseForm",
    "ReopenCardForm",
    "ReopenForm",
    "ReserveOrderForm",
    "RestForm",
    "ScorerForm",
    "ScoringForm",
    "ScoringRow",
    "TakeBackForm",
    "WhatIfForm",
    "cells_of_candidate",
    "cells_of_criterion",
]
