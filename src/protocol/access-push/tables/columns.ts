import type { Dialect } from '../dialect.js';
import { supports } from '../dialect.js';
import { int, only, orElse } from '../field.js';

/** A condition: the position of AccSupportFunList (4.4). */
export const has = (position: number) => (dialect: Dialect) => supports(dialect, position);

/** A condition: any of these positions. */
export const hasAny =
  (...positions: readonly number[]) =>
  (dialect: Dialect) =>
    positions.some((position) => supports(dialect, position));

/** A condition: Wiegand rules 2.0 or newer. */
export const wiegand2 = ({ wiegand2: on }: Dialect) => on;

/**
 * Which device a row is about, if the device's tables have this column (position 26): the device's own number unless
 * the row names another one.
 */
export const devId = (name = 'DevID') =>
  only(
    has(26),
    orElse(int(name), ({ devId: own }) => String(own)),
  );
