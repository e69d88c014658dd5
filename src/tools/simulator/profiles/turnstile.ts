import { functionList } from '../settings.js';
import { common } from './plain.js';
import type { Profile } from './profile.js';

/** A channel controller: one passage with a reader on each side, infrared barriers, counters, an advertising screen. */
export const turnstile: Profile = {
  doors: 1,
  hasMac: true,
  readers: 2,
  pushVersion: '3.1.2',
  options: {
    ...common,
    '~DeviceName': 'FBL2000 Pro',
    FirmVer: 'ZAM180-NF70GT-Ver2.0.6',
    PushVersion: 'Ver 3.1.2-20230904',
    MachineType: '101',
    AuxInCount: '2',
    AuxOutCount: '2',
    '~MaxUserCount': '300',
    WGRuleVer: '2.0',
    FaceFunOn: '0',
    IsSupportADScreen: '1',
    ADScreenFunOn: '1',
    PassMode: '0',
    MotorOpenSpeed: '5',
    MotorCloseSpeed: '5',
    PassWayVolume: '6',
    PassWayWorkMode: '0',
    PassWayType: '1',
    PassWayPassingTime: '8',
    FireFightingMode: '0',
    InPlayInterval: '5',
    OutPlayInterval: '5',
    // Lockdown, emergency, many cards, Wiegand test, ACCOUNT, attribute tables, screen, authority dates.
    AccSupportFunList: functionList(2, 3, 7, 10, 11, 17, 18, 19, 20, 21, 36, 62),
  },
  quirks: { isGate: true, uploadsOptions: true, stateSeconds: 60 },
};
