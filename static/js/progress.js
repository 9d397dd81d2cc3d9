// A page about work that goes on asks again by itself. Without scripts a link of the page does.
setTimeout(() => window.location.reload(), 3000);
