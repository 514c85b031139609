"""The golden thread and the ten steps: does it all join up?"""
