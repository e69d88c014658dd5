import type { Device } from '../../modules/device/device.entity.js';
import { supports, type Dialect } from '../../protocol/access-push/dialect.js';
import { tableNamed, tables } from '../../protocol/access-push/tables/all.js';
import type { AnyTable } from '../../protocol/access-push/table.js';
import { attFetch, fetchOrders, type Fetched } from '../setup/fetch-orders.js';
import { optionTableName } from '../../protocol/access-push/tables/writable.js';
import { parameterTables } from '../desired/desired-settings.js';
import { updateOrder } from '../desired/table-order.js';
import { isAtt } from '../verify/att-step.js';
import { newSurveyStep, type SurveyStep } from './survey.js';

const severalCards = 7;
type SurveyedDevice = Pick<Device, 'link' | 'options' | 'pushVersion'>;

/** The queries for templates and photos name a type on devices that list theirs (9.1.4). */
const bodies: Readonly<Record<string, Fetched>> = {
  templatev10: 'templates',
  biodata: 'templates',
  biophoto: 'photos',
};

/** A device that has not accepted several cards yet may still hold such rows of its last server. */
const mayHave = (name: string, { when }: AnyTable, dialect: Dialect) =>
  name === 'mulcarduser' ? supports(dialect, severalCards) : when === undefined || when(dialect);

const typeIn = (filter = '*') => {
  const [, type] = /^Type=(\d+)$/.exec(filter) ?? [];
  return type === undefined ? null : Number(type);
};

function bodySteps(device: SurveyedDevice): SurveyStep[] {
  const kinds = [...new Set(Object.values(bodies))];
  const orders = kinds.flatMap((kind) =>
    isAtt(device) ? attFetch(kind, device).orders : fetchOrders(kind, device.options),
  );
  return orders.flatMap((order) =>
    order.type === 'query' ? [newSurveyStep(order.table.toLowerCase(), typeIn(order.filter))] : [],
  );
}

/** The order in which tables are read: people first, then their data, then the rest. */
const first = ['user', 'extuser', 'mulcarduser', 'userauthorize', 'timezone', 'holiday'];

/** Every table that the device can be asked for. */
export function surveySteps(device: SurveyedDevice, dialect: Dialect): SurveyStep[] {
  if (isAtt(device)) return [newSurveyStep('user', null), ...bodySteps(device)];
  const written = updateOrder.filter((name) => name in tables && !(name in bodies));
  const names = [...new Set([...first, ...written])].filter((name) => {
    const table = tableNamed(name);
    return table !== undefined && mayHave(name, table, dialect);
  });
  const options = supports(dialect, parameterTables) ? [] : [newSurveyStep(optionTableName, null)];
  return [...names.map((name) => newSurveyStep(name, null)), ...options, ...bodySteps(device)];
}
