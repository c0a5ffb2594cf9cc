/** Stands in for the event streams of the SDK: no operation of STS, IAM or Identity Center has one. */
export function eventStreamSerdeProvider(): never {
  throw new Error('an event stream was asked for, and they are not in the bundle');
}

export class EventStreamSerde {
  constructor() {
    eventStreamSerdeProvider();
  }
}
