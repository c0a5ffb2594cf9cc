/** Time-outs in milliseconds: to connect, to the start of the answer, to its end. */
export type Patience = { readonly connect: number; readonly answer: number; readonly whole: number };

export const defaultPatience: Patience = { connect: 5_000, answer: 20_000, whole: 30_000 };
