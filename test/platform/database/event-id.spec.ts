import { describe, expect, it } from 'vitest';
import { eventId, timeOfEventId } from '../../../src/modules/transaction/event-id.js';

const of = (eventTime: string, logId = 0, naturalKey = 'a') => eventId({ eventTime, logId, naturalKey });

describe('the id of an event', () => {
  it('is the same for the same event, and another for another', () => {
    expect(of('2026-11-20 08:00:00', 21)).toBe('0ee4747a0000000015ca978112ca1bbd');
    expect(of('2026-11-20 08:00:00', 21)).not.toBe(of('2026-11-20 08:00:00', 21, 'b'));
  });

  it('grows with time and index', () => {
    const ids = [
      of('1970-01-01 00:00:00', 5),
      of('2026-11-20 08:00:00', 9),
      of('2026-11-20 08:00:00', 10),
      of('2026-11-20 08:00:01', 1),
      of('9999-12-31 23:59:59', 2 ** 33),
    ];
    expect([...ids].sort()).toEqual(ids);
    expect(ids.map((id) => id.length)).toEqual([32, 32, 32, 32, 32]);
  });

  it.each(['1970-01-01 00:00:00', '2000-02-29 23:59:59', '2026-11-20 08:00:00', '9999-12-31 23:59:59'])(
    'tells its time: %s',
    (time) => {
      expect(timeOfEventId(of(time, 7))).toBe(time);
    },
  );

  it('of an event that the gateway makes has no index', () => {
    expect(of('2026-11-20 08:00:00', -1).slice(10, 18)).toBe('00000000');
  });

  it.each(['', 'nonsense', 'f'.repeat(32), '0'.repeat(31), `${'0'.repeat(31)}g`])('is not "%s"', (text) => {
    expect(timeOfEventId(text)).toBeNull();
  });
});
