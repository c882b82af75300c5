"""Networks taught by the measurements of a whole city of sectors.

Unlike the shipped predictors these see the city through two windows that turn with the antenna and
answer for single places instead of maps. They are for learning what measurements can teach: nothing
here is exported.
"""
