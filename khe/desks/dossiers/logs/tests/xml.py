"""XES written by hand."""


def trace(name, *events, more=""):
    """Return the XML of a trace whose events are (activity, time)."""
    named = f'<string key="concept:name" value="{name}"/>' if name else ""
    return f"<trace>{named}{more}{''.join(event(*e) for e in events)}</trace>"


def event(activity, at, more=""):
    """Return the XML of an event; at="" leaves the time out."""
    said = f'<string key="concept:name" value="{activity}"/>' if activity else ""
    timed = f'<date key="time:timestamp" value="{at}"/>' if at else ""
    return f"<event>{said}{timed}{more}</event>"
