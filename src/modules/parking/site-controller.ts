/** A request to the site's own controller to open a barrier. */
export interface OpeningRequest {
  readonly url: string;
  /** The value of the header Authorization; null = it wants none. */
  readonly authorization: string | null;
  /** The same number means the same opening. */
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * What came of it. `silent`: no answer came, and it is not known whether the barrier opens. `unreached`: nothing was
 * sent.
 */
export interface OpeningOutcome {
  readonly result: 'opened' | 'refused' | 'silent' | 'unreached';
  /** In words; empty = opened. */
  readonly detail: string;
}

/** Controllers of barriers that are not devices of ours, by HTTP. */
export abstract class SiteController {
  /** Before any transaction: names are resolved. @throws Failure invalid for an address that is not called */
  abstract checkUrl(field: string, url: string | null | undefined): Promise<void>;
  /** One try, on a connection of its own, and never a second. Never rejects. */
  abstract open(request: OpeningRequest): Promise<OpeningOutcome>;
}
