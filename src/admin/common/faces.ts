/** What a guard or a reception sees of a person: who it is, not how to reach them or what they carry. */
const shown: ReadonlySet<string> = new Set([
  'pin',
  'name',
  'lastName',
  'deptCode',
  'deptName',
  'accLevelIds',
  'photoAt',
  'items',
  'nextCursor',
  'total',
]);

/** Resources whose answers are persons. */
const ofPersons = /^\/+admin\/+v1\/+persons(?:\/:pin(?:\/levels)?)?$/;

export const showsPersons = (pattern: string): boolean => ofPersons.test(pattern);

/** A person, or a page of them, with the fields of a face alone. */
export function facesOf(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  const { items } = answer as { items?: unknown };
  const face = Object.fromEntries(Object.entries(answer).filter(([name]) => shown.has(name)));
  return Array.isArray(items) ? { ...face, items: items.map(faceOf) } : face;
}

/** The levels of a person are shown as they are. */
const faceOf = (item: unknown): unknown =>
  typeof item === 'object' && item !== null && 'pin' in item ? facesOf(item) : item;
