import { examplePin } from './admin-resources.js';
import type { AdminTrial } from './admin-trial.js';

const person = 'POST persons';
const camera = { path: { id: 'example-camera' }, needs: ['POST cameras'] };
const account = { path: { pin: examplePin }, needs: ['POST consumption/accounts'] };
const payment = { pin: examplePin, money: 450, mealName: 'Lunch', deviceName: 'Till 1' };
const source = { path: { id: 'example-canteen' }, needs: ['POST consumption/sources'] };
const parked: AdminTrial = { wants: 'a car that is parked (`GET /admin/v1/parking/stays` has them)' };

/** Calls about cars, rooms, cameras, tills and burglar alarms, without `/admin/v1/`. */
export const besideDoors: Readonly<Record<string, AdminTrial>> = {
  'POST consumption/accounts': {
    body: { pin: examplePin, accountNo: 'A1815', moneyWallet: 2550, allowanceWallet: 500 },
    needs: [person],
  },
  'POST consumption/accounts/batch': { body: { items: [{ pin: examplePin, accountNo: 'A1815' }] }, needs: [person] },
  'POST consumption/accounts/import': { wants: 'a file with headings, such as `pin,accountNo,moneyWallet`' },
  'GET consumption/accounts/{pin}': account,
  'PUT consumption/accounts/{pin}': { ...account, body: { moneyWallet: 2550 } },
  'DELETE consumption/accounts/{pin}': account,
  'POST consumption/records': { body: { ...payment, key: 'T1-77' }, needs: ['POST consumption/accounts'] },
  'POST consumption/records/batch': {
    body: { items: [{ ...payment, key: 'T1-78' }] },
    needs: ['POST consumption/accounts'],
  },
  'POST consumption/records/import': { wants: 'a file with headings, such as `key,pin,time,money`' },
  'GET consumption/records/{id}': { wants: 'a record (`GET /admin/v1/consumption/records` has them)' },
  'POST consumption/sources': { body: { id: 'example-canteen', name: 'Canteen' } },
  'GET consumption/sources/{id}': source,
  'DELETE consumption/sources/{id}': source,
  'GET intrusion/events/{id}': { wants: 'an event of a panel (`GET /admin/v1/intrusion/events` has them)' },
  'DELETE parking/areas/{id}': { wants: 'an area without channels' },
  'PUT parking/plates/{plate}': { body: { list: 'allow', from: '2026-01-01', to: '2090-12-31' }, needs: [] },
  'POST parking/quote': {
    body: { tariffId: 'example-tariff', from: '2026-05-31T08:30:00Z', to: '2026-05-31T11:00:00Z' },
    needs: ['POST parking/tariffs'],
  },
  'POST parking/stays': { body: { plate: 'A 322-12', areaId: 'example-yard' }, needs: ['POST parking/areas'] },
  'GET parking/stays/{id}': parked,
  'POST parking/stays/{id}/leave': { ...parked, body: {} },
  'POST parking/stays/{id}/discounts': { ...parked, body: { kind: 'amount', value: 100 } },
  'DELETE parking/stays/{id}/discounts/{given}': { wants: 'a discount that was given for a stay' },
  'POST parking/stays/{id}/payments': { body: { paymentType: 'cash' }, wants: 'a stay for which something is due' },
  'PUT parking/fixed-vehicles/{plate}': {
    body: {
      pin: examplePin,
      areaId: 'example-yard',
      carTypeId: 'example-kind',
      startDate: '2026-01-01',
      endDate: '2090-12-31',
    },
    needs: ['POST persons', 'POST parking/areas', 'POST parking/car-types'],
  },
  'GET parking/fixed-vehicles/{plate}': { needs: ['PUT parking/fixed-vehicles/{plate}'] },
  'DELETE parking/fixed-vehicles/{plate}': { needs: ['PUT parking/fixed-vehicles/{plate}'] },
  'DELETE parking/car-types/{id}': { wants: 'a kind of car that no fixed vehicle has' },
  'POST parking/person-plates': { body: { pin: examplePin, plate: 'A 322-12' }, needs: ['POST persons'] },
  'DELETE parking/person-plates/{plate}/persons/{pin}': {
    path: { plate: 'A32212', pin: examplePin },
    needs: ['POST parking/person-plates'],
  },
  'POST parking/plates-seen': {
    body: { plate: 'A 322-12', channelId: 'example-lane', id: '17' },
    needs: ['POST parking/channels'],
  },
  'GET parking/plates-seen/{id}': { wants: 'a plate that was read (`GET /admin/v1/parking/plates-seen` has them)' },
  'POST parking/channels/{id}/open': {
    path: { id: 'example-lane' },
    body: { wait: 5 },
    wants: 'a channel with a barrier whose device is online',
  },
  'POST parking/records': {
    body: { key: '17', plate: 'A 322-12', channel: 'example-lane' },
    needs: ['POST parking/channels'],
  },
  'GET cameras/{id}/streams': camera,
  'GET cameras/{id}/snapshot': { path: camera.path, wants: 'a camera that answers' },
  'POST cameras/{id}/alarms': { ...camera, body: { code: 'VMD', text: 'Motion' } },
  'POST recorders/{id}/discover': { path: { id: 'example-recorder' }, wants: 'a recorder that answers by ONVIF' },
  'POST spaces/{id}/calendar': { path: { id: 'example-room' }, needs: ['POST spaces'] },
  'DELETE spaces/{id}/calendar': { path: { id: 'example-room' }, needs: ['POST spaces'] },
  'GET spaces/{id}/calendar.ics': { path: { id: 'example-room' }, needs: ['POST spaces'] },
  'POST space-reservations/{id}/cancel': {
    path: { id: 'example-reservation' },
    wants: 'a reservation that is not over (`GET /admin/v1/space-reservations` has them)',
  },
  'POST space-reservations/{id}/finish': {
    path: { id: 'example-reservation' },
    wants: 'a reservation that runs (`GET /admin/v1/space-reservations` has them)',
  },
  'PUT space-reservations/{id}/persons/{pin}': {
    path: { id: 'example-reservation', pin: examplePin },
    needs: ['POST space-reservations'],
  },
  'DELETE space-reservations/{id}/persons/{pin}': {
    path: { id: 'example-reservation', pin: examplePin },
    needs: ['POST space-reservations'],
  },
};
