import { IngestService } from '../../src/modules/transaction/ingest.service.js';
import type { NewEvent } from '../../src/modules/transaction/event.js';
import type { TestApp } from './app.js';

let key = 0;

/** An event in the manual's form, with the fields that matter to a test. */
export const newEvent = (fields: Partial<NewEvent> = {}): NewEvent => ({
  sn: '7633223440032',
  devName: '10.8.14.210',
  module: 'acc',
  naturalKey: `test ${++key}`,
  eventTime: '2023-01-12 15:05:56',
  happenedAt: new Date('2023-01-12T14:05:56Z'),
  doubtful: false,
  logId: 161,
  eventNo: 0,
  eventLevel: 0,
  pin: '57',
  areaName: 'Area Name',
  cardNo: '9606650',
  verifyType: '15',
  pointType: 'door',
  pointNo: 1,
  pointName: '10.8.14.210-1',
  doorId: null,
  doorName: '10.8.14.210-1',
  readerName: '10.8.14.210-1-Out',
  inOut: 1,
  maskFlag: '',
  temperature: '',
  linkId: '',
  raw: '',
  ...fields,
});

export const storeEvents = (app: TestApp, ...events: Partial<NewEvent>[]) =>
  app.app.get(IngestService).store(events.map(newEvent));

/** Removes all events and counts. The fold, which runs meanwhile, has to wait. */
export const forgetEvents = (app: TestApp) =>
  app.work.run(async (tx) => {
    await tx.query('SELECT 1 FROM event_counted FOR UPDATE');
    await tx.query(
      `TRUNCATE event, feed, event_count_by_family, event_count_by_hour, event_count_by_pin, event_count_by_sn, event_first_last,
         monitor_reader`,
    );
  });
