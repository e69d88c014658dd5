import type { OperatorView } from '../../api/types.js';

export const roles: readonly OperatorView['role'][] = [
  'admin',
  'operator',
  'guard',
  'reception',
  'installer',
  'auditor',
];
