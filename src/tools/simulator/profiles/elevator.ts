import { functionList } from '../settings.js';
import { common } from './plain.js';
import type { Profile } from './profile.js';

/** An elevator controller: a reader in the cabin, an output for each floor, and the floors of each person in a table. */
export const elevator: Profile = {
  doors: 1,
  hasMac: true,
  readers: 1,
  pushVersion: '3.1.2',
  options: {
    ...common,
    '~DeviceName': 'EC10',
    FirmVer: 'AC Ver 5.7.8.3033 Nov 28 2018',
    AuxOutCount: '10',
    '~MaxUserCount': '300',
    // Many cards, ACCOUNT; boards, direct access, emergency, groups of floors, commands that name several floors.
    AccSupportFunList: functionList(7, 11, 52, 53, 54, 55, 56),
  },
  quirks: {},
};
