import { Shown } from './fields.js';

/** What is wrong with one of many, as the faults of fields tell it. */
export abstract class ItemFaultView {
  @Shown('For programs: missing, taken, notFound, type, length, range, format, choice, order, twice ... or invalid')
  code!: string;
  @Shown('What the code speaks of: by, min, max, on, line', {
    type: 'object',
    additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] },
    selfRequired: false,
  })
  params?: Readonly<Record<string, string | number>>;
  @Shown('What is wrong') message!: string;
}
