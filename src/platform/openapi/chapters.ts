import type { OpenAPIObject } from '@nestjs/swagger';
import type { Operation } from './examples.js';

type Tags = NonNullable<OpenAPIObject['tags']>;

/** The resources of the facade in the order of the manual's chapters, from 2.1 on, and what each is about. */
const chapters: readonly (readonly [resources: string, about: string])[] = [
  ['accLevel', 'levels of doors'],
  ['eleLevel', 'levels of floors'],
  ['parkAuthorize', 'car plates on lists'],
  ['parkBase', 'car parks: areas, spaces, entrances, barriers'],
  ['parkPlate', 'car plates of persons, fixed vehicles'],
  ['card', 'cards of persons'],
  ['department', 'departments'],
  ['adMedia', 'pictures and videos for screens'],
  ['attAreaPerson', 'areas, and who is known to their attendance terminals'],
  ['device', 'devices of doors and attendance'],
  ['eleDevice', 'devices of elevators'],
  ['door', 'doors: state, open, close'],
  ['auxOut', 'auxiliary outputs'],
  ['floor', 'floors: open, close'],
  ['person', 'people'],
  ['reader', 'readers of doors'],
  ['visReservation', 'visits to come'],
  ['visLevel', 'levels for visitors'],
  ['visRegistration', 'visitors arrive and leave'],
  ['visVisitor', 'visitors'],
  ['transaction', 'events of doors, records of attendance'],
  ['accAdvanced', 'who is inside'],
  ['eleTransaction', 'events of elevators'],
  ['parkTransaction', 'cars in and out'],
  ['parkCost', 'what parked cars have to pay'],
  ['attApply', 'applications: punches, overtime, leave'],
  ['attPerson', 'persons at terminals'],
  ['bioTemplate', 'fingerprints'],
  ['hep', 'events with temperatures'],
  ['insAreaPerson', 'who is known to FaceKiosk devices'],
  ['psgDevice', 'devices of gates'],
  ['psgGate', 'gates: state, open'],
  ['psgLevel', 'levels of gates'],
  ['psgReader', 'readers of gates'],
  ['psgTransaction', 'events of gates'],
  ['account', 'accounts of consumption'],
  ['ivsDevice', 'recorders and cameras: streams, recordings, alarms'],
  ['ias', 'events of intrusion panels'],
  ['spaceDevice', 'devices that may stand at rooms'],
  ['space', 'rooms'],
  ['spaceFacility', 'what rooms have'],
  ['spaceService', 'what is ordered with a room'],
  ['spaceReservation', 'reservations of rooms, and who takes part'],
  ['events', 'what happens, as messages: page by page, or as it happens'],
];

const nameOf = new Map(chapters.map(([resource, about]) => [resource, `${resource}: ${about}`]));
const others = 'Other forms of the calls above';

/** Another path or verb of a call that is documented elsewhere (endpoint.ts). */
export const isOtherForm = ({ summary = '' }: Operation): boolean => summary.includes('(another form of ');

/**
 * The filter box of Swagger UI searches only tags, so they say what is in them. Forms that no new client needs come
 * last.
 */
export function withChapters(document: OpenAPIObject): OpenAPIObject {
  const used = new Set<string>();
  const tagged = (operation: Operation): Operation => {
    const [resource = ''] = operation.tags ?? [];
    const tag = isOtherForm(operation) ? others : (nameOf.get(resource) ?? resource);
    used.add(tag);
    return { ...operation, tags: [tag] };
  };
  const paths = Object.fromEntries(
    Object.entries(document.paths).map(([path, item]) => [
      path,
      Object.fromEntries(
        Object.entries(item as Record<string, Operation>).map(([verb, operation]) => [verb, tagged(operation)]),
      ),
    ]),
  ) as OpenAPIObject['paths'];
  const known = [
    ...nameOf.values(),
    ...[...used].filter((tag) => tag !== others && ![...nameOf.values()].includes(tag)),
  ];
  const tags: Tags = [
    ...known
      .filter((tag) => used.has(tag))
      .map((name) => ({ name, description: `Paths of ${name.split(':')[0] ?? name}` })),
    {
      name: others,
      description: 'The manual, its misprints and clients spell some calls in several ways; all do the same.',
    },
  ];
  return { ...document, paths, tags };
}
