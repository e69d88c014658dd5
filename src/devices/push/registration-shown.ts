import { registrationIn, type Registration } from '../../modules/device/binding.js';
import { parseOptions } from '../../protocol/access-push/options.js';
import { textOf, type DeviceRequest } from './request.js';

/** What tells of a device stands at the beginning of what it registers with; strangers are not read further. */
const readBytes = 8_192;

const nothing: Registration = { mac: '', model: '', firmware: '' };

/** What somebody who is not served yet registers with, or a terminal tells of its options. */
export function registrationShown({ call, query, body }: Pick<DeviceRequest, 'call' | 'query' | 'body'>): Registration {
  const told = (query.get('table') ?? query.get('c') ?? '').toLowerCase();
  const tells = call === 'registry' || (call === 'cdata' && (told === 'options' || told === 'registry'));
  return tells && body.length > 0 ? registrationIn(parseOptions(textOf(body.subarray(0, readBytes)))) : nothing;
}
