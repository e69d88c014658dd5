/**
 * The families of event lists: the events of one business, those of people who passed, or those with a mask or a
 * temperature. The business is the module of the device at the moment when the event came.
 */
export interface Family {
  /** Its name in the counters. */
  readonly name: string;
  /** Condition for an event e; in the words of its partial index, if it has one. */
  readonly where: string;
  /** Condition for a feed entry f, to leave out most other entries before their events are looked up. */
  readonly fed: string;
}

// The names of modules are the gateway's own: these conditions contain no text from outside.
const ofModule = (name: string): Family => ({
  name,
  where: name === 'acc' ? `e.module = 'acc'` : `(e.module <> 'acc' AND e.module = '${name}')`,
  fed: `f.module = '${name}'`,
});

/** A further business needs a line here; its events are counted already. */
export const families = {
  acc: ofModule('acc'),
  ele: ofModule('ele'),
  psg: ofModule('psg'),
  att: ofModule('att'),
  ins: ofModule('ins'),
  /** A person passed: at an attendance device, and at any other. For the latter there are no counters by person. */
  punch: {
    name: 'punch',
    where: `(e.module <> 'acc' AND e.module = 'att' AND e.passage IS NOT NULL)`,
    fed: `f.module = 'att' AND f.passage IS NOT NULL`,
  },
  passed: {
    name: 'passed',
    where: `(e.module <> 'att' AND e.passage IS NOT NULL)`,
    fed: `f.module <> 'att' AND f.passage IS NOT NULL`,
  },
  hep: { name: 'hep', where: `(e.mask_flag <> '' OR e.temperature <> '')`, fed: 'f.hep' },
} satisfies Record<string, Family>;

export type FamilyName = keyof typeof families;
