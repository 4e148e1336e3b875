# core's tests, in the order of the data
