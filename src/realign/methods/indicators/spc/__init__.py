"""Run charts and statistical process control: is a series changing, or only varying?

Start at `check.check_series`.
"""
