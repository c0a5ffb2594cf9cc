// What any program takes that is compiled as rolecall is: the floor of every figure.
