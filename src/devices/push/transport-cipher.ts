/** A device's part of a key exchange (Access PUSH 4.2, 4.3). */
export interface KeyExchange {
  readonly sn: string;
  /** `publickey`, then `factors`. */
  readonly type: string;
  readonly body: Buffer;
}

/**
 * The vendor's encryption of the traffic (appendix 16). Its algorithm is in a library that only the vendor gives away,
 * so there is none here. A licensee can replace NoTransportCipher (link.module.ts) by an implementation. It keeps the
 * keys of its devices itself: with several gateways on one database it has to share them, or each device has to come to
 * the same gateway.
 */
export abstract class TransportCipher {
  /** The body of the answer; null = there is no such encryption, and the device is told so. */
  abstract exchange(exchange: KeyExchange): Promise<string | null>;
  /** From the end of an exchange on, all traffic of that device is encrypted. */
  abstract isActive(sn: string): boolean;
  /** The plain body; null if it cannot be decrypted. */
  abstract open(sn: string, body: Buffer): Buffer | null;
  abstract seal(sn: string, text: string): Buffer;
}

/** No encryption but TLS: a device that asks for the vendor's encryption gets a refusal, never a pretended success. */
export class NoTransportCipher extends TransportCipher {
  exchange(): Promise<string | null> {
    return Promise.resolve(null);
  }

  isActive(): boolean {
    return false;
  }

  open(_sn: string, body: Buffer): Buffer {
    return body;
  }

  seal(_sn: string, text: string): Buffer {
    return Buffer.from(text);
  }
}
