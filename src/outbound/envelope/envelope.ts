/** How much a reader is told of people. `photos` is `names` with addresses of pictures. */
export type Privacy = 'ids' | 'names' | 'photos';

export interface EnvelopeView {
  readonly privacy: Privacy;
  /** Full card numbers: they open doors. */
  readonly cards: boolean;
}

/** What is sent: a CloudEvent 1.0 and a payload of Standard Webhooks at once. */
export interface Envelope {
  readonly specversion: '1.0';
  /** `evt_` + the event's id, or `msg_` + the position. */
  readonly id: string;
  /** `urn:postern:` + this installation. */
  readonly source: string;
  readonly type: string;
  /** When it happened, ISO 8601 in UTC. */
  readonly time: string;
  /** The same, under the name that Standard Webhooks has for it. */
  readonly timestamp: string;
  /** What it is about, as `door/<id>` or `device/<sn>`. */
  readonly subject?: string;
  readonly position: string;
  /** Of a webhook: 1, 2, 3 ... for each endpoint. */
  readonly sequence?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One entry of the feed with what filters look at. It is looked up once for all readers of a gateway. */
export interface FeedMessage {
  readonly position: number;
  readonly id: string;
  readonly type: string;
  readonly sn: string | null;
  readonly doorId: string | null;
  /** Of the device or door, for filters by area (children count). */
  readonly areaCode: string | null;
  readonly pin: string | null;
  /** Of an alarm of a camera. */
  readonly alarmCode?: string;
  /** What else decides which operators may see it. */
  readonly visitId?: string;
  /** Codes of departments that the person is in, or was in before. */
  readonly departments?: readonly string[];
  /** `eventLevel`; 0 for everything but events. */
  readonly level: number;
  /** When it happened. */
  readonly time: Date;
  /** The same object for the same view: who sends it to many makes its text once. */
  readonly envelope: (view: EnvelopeView) => Envelope;
}
