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

/** What was done, in a sentence. */
export function sentenceFor(t: Translate, { action, actor, object, detail }: Said): string {
  const [verb = '', address = ''] = action.split(' ');
  const name = actorName(actor);
  if (/^\/api\//i.test(address)) return t('audit.called', { name, call: address.replace(/^\/api\//i, '') });
  const path = address.replace(/^\/admin\/v1\//, '');
  const words = furtherWords(path);
  const thing = thingOf(t, object);
  const said =
    words === ''
      ? t.loose(`audit.did-${verb}`, `${name} ${action}`, { name, thing })
      : t('audit.didAt', { name, act: words, thing });
  // What happens every day has words of its own: `POST doors/actions`, `PUT musters/:id/persons/:pin`.
  const call = [verb, path.split('/')[0], words].filter((word) => word !== '').join('-');
  const order = typeof detail.action === 'string' ? detail.action : '';
  return t.loose(`audit.did-${call}`, said, { name, thing, order: t.loose(`audit.order-${order}`, order) });
}
