import { beforeAll, expect, it } from 'vitest';
import { AnswerCheck, refusalOf } from '../support/answers.js';
import { previewApp } from '../support/preview.js';

let check: AnswerCheck;
beforeAll(async () => {
  check = new AnswerCheck(await previewApp());
});

const door = { id: '1', name: 'Front', deviceId: '2' };
const done = (data: unknown) => ({ code: 0, message: 'success', data });
const page = { page: 0, size: 10, total: 1, data: [door], offset: 0, lastPage: true };
const refused = refusalOf(-47, 'no such door');

const fault = (method: string, pattern: string | undefined, body: unknown, status = 200) =>
  check.faultOf({ method, pattern, status, text: JSON.stringify(body) });

it.each<[string, string | undefined, unknown, number?]>([
  ['GET', '/api/door/get', done(door)],
  ['GET', '/api/door/get', refused],
  ['GET', '/api/door/get', { ...refused, data: { commandId: 7 } }],
  ['GET', '/api/door/get', refusalOf(-1, 'no token'), 401],
  ['GET', '/api/door/list', done([door, door])],
  ['GET', '/api/v2/door/list', done(page)],
  ['GET', '/api/department/get/:code', done({ name: 'Sales', code: '7', parentCode: null })],
  ['POST', '/api/person/add', done(null)],
  ['POST', '/api/transaction/getDoorTransactionDetail', { ret: 'fail', msg: 'no', data: null, i18nArgs: null }],
  ['GET', undefined, refusalOf(-1, 'nobody'), 404],
])('%s %s may answer %j', (method, pattern, body, status) => {
  expect(fault(method, pattern, body, status)).toBeNull();
});

it.each<[string, string | undefined, unknown, string, number?]>([
  ['GET', '/api/door/get', done({ ...door, more: 1 }), 'additionalProperty":"more"'],
  ['GET', '/api/door/get', done({ ...door, name: 1 }), '/data/name must be string'],
  ['GET', '/api/door/get', done({ ...door, name: null }), '/data/name must be string'],
  ['GET', '/api/door/get', done({ id: '1', name: 'Front' }), '"missingProperty":"deviceId"'],
  ['GET', '/api/door/get', done(null), '/data must be object'],
  ['GET', '/api/door/get', { ...done(door), msg: 'x' }, 'additionalProperty":"msg"'],
  ['GET', '/api/door/get', { ...done(door), code: '0' }, '/code must be integer'],
  ['GET', '/api/door/get', { ...refused, code: 1 }, '/code must be equal to one of the allowed values'],
  ['GET', '/api/door/get', { ...refused, code: -22 }, '/code must be equal to one of the allowed values'],
  ['GET', '/api/door/get', { code: -1, message: 'no' }, '"missingProperty":"data"'],
  ['GET', '/api/door/get', { ...refused, message: 'no' }, 'in the manual it is "Door doesn’t exist"'],
  ['GET', '/api/door/get', refused, 'answered 500', 500],
  ['GET', '/api/door/list', done([door, { ...door, id: 7 }]), '/data/1/id must be string'],
  ['GET', '/api/v2/door/list', done({ ...page, total: '1' }), '/data/total must be number'],
  ['POST', '/api/card/set', done({}), '/data must be equal to one of the allowed values'],
  ['GET', undefined, { code: -1 }, '"missingProperty":"message"', 404],
  ['GET', '/api/nowhere', done(null), 'answered 200, which its document does not know'],
])('%s %s may not answer %j', (method, pattern, body, says, status) => {
  expect(fault(method, pattern, body, status)).toContain(says);
});

it('an answer that is not JSON is a fault', () => {
  expect(check.faultOf({ method: 'GET', pattern: '/api/door/get', status: 200, text: '<html>' })).toContain('<html>');
});
