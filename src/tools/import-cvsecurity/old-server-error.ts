/**
 * Why the old server gave no answer that can be used. `away`, `broken` and `slow` may be different a moment later;
 * `pageSize` and `slow` are answered with smaller pages. `token` is about one call, `noAccess` about all of them.
 */
export type OldServerFault =
  'noAccess' | 'token' | 'away' | 'broken' | 'slow' | 'pageSize' | 'missing' | 'page' | 'refused';

/** Its message is one line without the token. */
export class OldServerError extends Error {
  constructor(
    readonly fault: OldServerFault,
    message: string,
  ) {
    super(message);
  }
}
