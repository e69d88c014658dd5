/** What the primary process tells a worker when it begins. */
export interface WorkerTask {
  readonly databaseUrl: string;
  /** One worker prepares the database and prints where everything is, before the others start. */
  readonly isFirst: boolean;
}

/** What a worker tells the primary process. */
export type WorkerMessage =
  /** It listens: what was sent earlier would be lost. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'serving' }
  /** It cannot start; the reason, as one process alone would print it. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** Nobody reads its output any more. */
  | { readonly kind: 'unheard' };
