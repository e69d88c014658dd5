import { describe, expect, it } from 'vitest';
import { requestIdOf } from '../../../src/platform/http/request-id.js';

const of = (traceparent?: string) => requestIdOf({ headers: traceparent === undefined ? {} : { traceparent } });

describe('the id of a request', () => {
  it('is the trace of its caller', () => {
    expect(of('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01')).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
    // A later version may have more behind it.
    expect(of('01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more')).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
  });

  it.each([
    undefined,
    '',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7',
    '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01',
    'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    '00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n{"level":50}',
  ])('is one of its own where the caller says %j', (traceparent) => {
    const [one, other] = [of(traceparent), of(traceparent)];
    expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-z]+$/);
    expect(other).not.toBe(one);
  });
});
