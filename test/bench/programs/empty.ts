// What any program takes that is compiled as rolecall is: the floor of every figure. A statement: a program without any
// has no sources to drop.
process.exitCode = 0;
