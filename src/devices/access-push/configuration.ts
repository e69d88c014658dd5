import { requestDelayOf } from '../../modules/device/request-delay.js';
import { bioLines, type HandshakeConfig } from '../../protocol/access-push/handshake.js';
import type { CachedDevice } from '../push/cached-device.js';

const serverName = 'Postern';

const types = Array.from({ length: 11 }, (_, type) => type);
/**
 * What this server accepts of the types of appendix 18: every template, and photos of every type but 0, which names no
 * body part.
 */
const serverBio = { templates: types, photos: types.slice(1) };

const aesScheme = 2;

/** Whether a device reads QR codes by the scheme that this server has a key for (4.4). */
export const readsQrCodes = ({ dialect }: Pick<CachedDevice, 'dialect'>): boolean =>
  dialect.isSupportQRcode && dialect.qrSchemes.includes(aesScheme);

function bioOf({ dialect }: CachedDevice) {
  const { bio, multiBioDataSupport, multiBioPhotoSupport } = dialect;
  const places = Math.max(multiBioDataSupport.length, multiBioPhotoSupport.length);
  return bioLines({ ...bio, places }, serverBio);
}

/**
 * What a device is told in its handshake (Access PUSH 4.5). A parameter is left out if the device did not announce the
 * function that it is about.
 * @param qrKey the key of the vendor's QR codes; null = they are switched off
 */
export function configurationOf(known: CachedDevice, qrKey: string | null): HandshakeConfig {
  const { device, dialect } = known;
  const bio = bioOf(known);
  return {
    registryCode: device.registryCode ?? '',
    sessionId: device.sessionId ?? '',
    serverName,
    protocolVersion: device.pushProtVer,
    requestDelay: requestDelayOf(device),
    errorDelay: 60,
    timeoutSec: 10,
    transInterval: 1,
    transTimes: '00:00;14:00',
    realtime: 1,
    ...(bio === null ? {} : { bio }),
    ...(dialect.newVFStyles === '' ? {} : { newVFStyles: dialect.newVFStyles }),
    ...(dialect.irTempDetection ? { irTempUnitTrans: 0 as const } : {}),
    // The default is none of the national standards; an operator can choose one.
    ...(dialect.devNSLevel === null ? {} : { svrNSLevel: Number(device.quirks.svrNSLevel ?? 0) }),
    ...(qrKey !== null && readsQrCodes(known) ? { qrCode: { type: aesScheme, key: qrKey } as const } : {}),
  };
}
