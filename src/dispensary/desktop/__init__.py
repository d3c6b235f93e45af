"""The window. Views, view-models, tasks: the only room that knows Qt."""
