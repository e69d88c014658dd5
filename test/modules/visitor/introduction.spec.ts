import { afterAll, beforeAll, expect, it } from 'vitest';
import { VisitorIntroductionService } from '../../../src/modules/visitor/visitor-introduction.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { call, registration } from './site.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.api('POST', '/api/person/add', { pin: '1', name: 'Ana' });
});
afterAll(() => app.stop());

it('who is introduced keeps the telephone, mail and plate that somebody wrote after they were found', async () => {
  await call(app, 'visRegistration/add', registration({ visitEmpPhone: '1' }));
  const visitors = app.app.get(VisitorIntroductionService);
  const found = await app.work.run((tx) => visitors.find(tx, '80000001'));
  if (found === undefined) throw new Error('the visitor is not inside');
  const later = { phone: '2', email: 'max@example.org', carPlate: 'B 22', company: 'Moss' };
  await app.work.run((tx) => visitors.introduce(tx, found, later));
  await app.work.run((tx) => visitors.introduce(tx, found, { visitReason: 'delivery' }));
  const now = await app.work.run((tx) => visitors.find(tx, '80000001'));
  expect(now?.known).toEqual({ ...found.known, ...later, visitReason: 'delivery' });
  expect(
    await app.sql('SELECT mobile_phone AS phone, email, car_plate AS "carPlate" FROM person WHERE is_visitor'),
  ).toEqual([{ phone: '2', email: 'max@example.org', carPlate: 'B 22' }]);
});
