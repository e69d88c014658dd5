/**
 * What lists of events are about: the events of one business, those of who passed, or those with a mask or a
 * temperature. The business is the module of the device as it was when the event came.
 */
export interface Family {
  /** As the counters name it. */
  readonly name: string;
  /** Of an event e; in the words of its partial index, where it has one. */
  readonly where: string;
  /** Of a feed entry f, to leave out most others before their events are looked up. */
  readonly fed: string;
}

// Names of modules are the gateway's own: no text from outside stands in these conditions.
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
  /** Somebody passed: at an attendance device, and at any other. The counters know no person of the latter. */
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
