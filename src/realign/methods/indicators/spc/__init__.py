"""Run charts and statistical process control: whether a series is changing or only varying.

Start at `check.check_series`.
"""
