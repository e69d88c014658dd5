/** One field of a body or query that is wrong. `code` and `params` are for our languages, `message` is English. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
  readonly code?: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

interface ProblemBody {
  readonly type?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly FieldFault[];
  readonly permission?: string;
  readonly code?: string;
}

/** A refusal of the admin API, as an error. Status 0 means that the gateway was not reached. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    /** The last word of `urn:postern:...`, and `fault` or `unreachable` where there is none. */
    readonly reason: string,
    detail: string,
    readonly fields: readonly FieldFault[] = [],
    readonly permission: string | null = null,
  ) {
    super(detail);
  }
}

export const isProblem = (error: unknown, reason?: string): error is Problem =>
  error instanceof Problem && (reason === undefined || error.reason === reason);

export const unreachable = () => new Problem(0, 'unreachable', 'the gateway does not answer');

function parsed(text: string): ProblemBody {
  try {
    return JSON.parse(text) as ProblemBody;
  } catch {
    return {};
  }
}

const reasonOf = (status: number, type = '') =>
  /^urn:postern:(\w+)$/.exec(type)?.[1] ?? (status === 503 ? 'unavailable' : 'fault');

/** @param text the body of an answer that is no success */
export function problemOf(status: number, text: string): Problem {
  const { type, title, detail, errors, permission } = parsed(text);
  const words = detail ?? title ?? `HTTP ${String(status)}`;
  return new Problem(status, reasonOf(status, type), words, errors, permission);
}
