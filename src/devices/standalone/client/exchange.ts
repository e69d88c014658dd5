/** One request with the packets that answered it, or an event that the terminal reported by itself. */
export interface Exchange {
  readonly kind: 'request' | 'event';
  readonly command: number;
  /** Of the connection; of an event its kind. */
  readonly session: number;
  readonly reply: number;
  /** Bytes of data, without the head. */
  readonly sent: number;
  /** The code of the last packet; null if none came. */
  readonly answer: number | null;
  readonly received: number;
}

export type ExchangeListener = (exchange: Exchange) => void;
