import { expect } from 'vitest';
import type { NewEvent } from '../../../src/modules/transaction/event.js';
import type { TestApp } from '../../support/app.js';
import { forgetEvents, storeEvents } from '../../support/events.js';

export const id = expect.stringMatching(/^[0-9a-f]{32}$/);

export const printed = {
  id,
  eventTime: '2023-01-12 15:05:56',
  pin: '57',
  name: 'Leo',
  lastName: 'Hou',
  deptName: 'Department Name',
  areaName: 'Area Name',
  cardNo: '9606650',
  devSn: '7633223440032',
  verifyModeName: 'Face',
  eventName: 'Normal Verify Open',
  eventPointName: '10.8.14.210-1',
  readerName: '10.8.14.210-1-Out',
  accZone: null,
  devName: '10.8.14.210',
  logId: 161,
  eventNo: 0,
  eventLevel: 0,
  doorName: '10.8.14.210-1',
  capturePhotoBase64: '',
};

/** Events and calls of a spec's own app. */
export function transactionCalls(app: () => TestApp) {
  const store = (...events: Partial<NewEvent>[]) => storeEvents(app(), ...events);

  const clear = () => forgetEvents(app());

  const get = async (path: string) => (await app().api('GET', `/api/${path}`)).body;

  return { store, clear, get };
}
