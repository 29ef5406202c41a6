"""One note's text, pure: read front matter, sections, links, tasks and log; edit it in place."""
