/** Of one call: its body, the values in its address, and what it needs. */
export interface AdminTrial {
  readonly body?: unknown;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  /** Calls without `/admin/v1/` that have to be made before, as they stand. */
  readonly needs?: readonly string[];
  /** What else has to be there. */
  readonly wants?: string;
}
