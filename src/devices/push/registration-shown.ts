import { registrationIn, type Registration } from '../../modules/device/binding.js';
import { parseOptions } from '../../protocol/access-push/options.js';
import { textOf, type DeviceRequest } from './request.js';

/** The fields that describe a device are at the beginning of its registration, so no more is read of a stranger's. */
const readBytes = 8_192;

const nothing: Registration = { mac: '', model: '', firmware: '' };

/** What a caller that is not served yet shows in its registration, or a terminal in its options. */
export function registrationShown({ call, query, body }: Pick<DeviceRequest, 'call' | 'query' | 'body'>): Registration {
  const told = (query.get('table') ?? query.get('c') ?? '').toLowerCase();
  const tells = call === 'registry' || (call === 'cdata' && (told === 'options' || told === 'registry'));
  return tells && body.length > 0 ? registrationIn(parseOptions(textOf(body.subarray(0, readBytes)))) : nothing;
}
