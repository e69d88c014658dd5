import { type Dialect, dialectOf } from '../../../../src/protocol/access-push/dialect.js';

/** A device that says nothing of itself. */
export const terminal = dialectOf({}, { multiCardOn: false, devId: 1 });

export const withFunctions = (positions: readonly number[], more: Partial<Dialect> = {}): Dialect => ({
  ...terminal,
  functions: Array.from({ length: 70 }, (_, at) => (positions.includes(at) ? '1' : '0')).join(''),
  ...more,
});

const types = [1, 9];

/** A device with every column of every table; without position 15, which gives a column another meaning. */
export const everything = withFunctions(
  Array.from({ length: 67 }, (_, at) => at).filter((at) => at !== 15),
  {
    dateSeconds: true,
    disableUser: true,
    deleteAnd: true,
    multiCard: true,
    wiegand2: true,
    level: 'master',
    bio: { ...terminal.bio, templates: types, photos: types },
  },
);

/** The controller of most samples of 9.1: property tables, DevID 14. */
export const panel = withFunctions([8, 12, 16, 17, 18, 19, 20, 21, 26], { devId: 14 });
