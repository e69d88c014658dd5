import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** W3C Trace Context: version, trace, parent, flags. An all-zero trace is none, and version ff is forbidden. */
const traceParent = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-|$)/;

/** Numbers of one process; no two processes have the same beginning. */
const own = randomBytes(4).toString('hex');
let last = 0;

/** What the log calls a request: the trace of its caller, by which that one finds it again, or a number of its own. */
export function requestIdOf({ headers }: { readonly headers: IncomingHttpHeaders }): string {
  const { traceparent } = headers;
  const trace = typeof traceparent === 'string' ? traceParent.exec(traceparent)?.[1] : undefined;
  return trace ?? `${own}-${(++last).toString(36)}`;
}
