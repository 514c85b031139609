"""Did children’s lives get better?"""
