import type { AuditView } from '../api/types.js';
import type { Translate } from '../i18n/t.js';
import { actorName } from './actor-name.js';

type Said = Pick<AuditView, 'action' | 'actor' | 'object' | 'detail'>;

/** `persons/1001` -> `person 1001` */
export function thingOf(t: Translate, object: string): string {
  const at = object.indexOf('/');
  const resource = at < 0 ? object : object.slice(0, at);
  const noun = t.loose(`audit.thing-${resource}`, t.loose(`rules.kind-${resource}`, resource));
  return at < 0 ? noun : `${noun} ${object.slice(at + 1)}`;
}

/** Words behind the thing itself: `POST /admin/v1/persons/:pin/leave` -> `leave`. */
const furtherWords = (path: string): string =>
  path
    .split('/')
    .slice(1)
    .filter((word) => !word.startsWith(':'))
    .join(' ');

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What is added has no id in its address yet: its number or its name says which it is. */
function addedName({ action, object, detail }: Said): string {
  if (!action.startsWith('POST ') || object.includes('/')) return '';
  return [detail.pin, detail.sn, detail.name].map(textOf).find((text) => text !== '') ?? '';
}

/** What was done, in a sentence. */
export function sentenceFor(t: Translate, said: Said): string {
  const { action, actor, object, detail } = said;
  const [verb = '', address = ''] = action.split(' ');
  const name = actorName(actor);
  if (/^\/api\//i.test(address)) return t('audit.called', { name, call: address.replace(/^\/api\//i, '') });
  const path = address.replace(/^\/admin\/v1\//, '');
  const words = furtherWords(path);
  const thing = `${thingOf(t, object)} ${addedName(said)}`.trimEnd();
  const usual =
    words === ''
      ? t.loose(`audit.did-${verb}`, `${name} ${action}`, { name, thing })
      : t('audit.didAt', { name, act: words, thing });
  // What happens every day has words of its own: `POST doors/actions`, `PUT musters/:id/persons/:pin`.
  const call = [verb, path.split('/')[0], words].filter((word) => word !== '').join('-');
  const order = textOf(detail.action);
  const values = { name, thing, person: textOf(detail.pin), order: t.loose(`audit.order-${order}`, order) };
  return t.loose(`audit.did-${call}`, usual, values);
}
