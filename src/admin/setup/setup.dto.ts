import { Shown } from '../common/fields.js';

/** In the order in which they are done. Each follows from what the gateway knows. */
export const setupSteps = ['password', 'site', 'connect', 'approve', 'doors', 'test', 'person'] as const;
export type SetupStep = (typeof setupSteps)[number];

export class SetupStepView {
  @Shown(
    'password: the first one was changed; site: the site has a name; connect: a device has called; approve: a device is approved; doors: a door has a name of its own; test: a door was opened; person: somebody passed',
    { enum: setupSteps },
  )
  step!: SetupStep;
  @Shown('It is done') done!: boolean;
}

export class OwnAddressView {
  @Shown('Address of this machine') ip!: string;
  @Shown('Port that devices call') port!: number;
  @Shown('Devices have to speak HTTPS') https!: boolean;
}

export class SetupView {
  @Shown('The first run was finished') done!: boolean;
  @Shown('What there is to do', { type: [SetupStepView] }) steps!: SetupStepView[];
  @Shown('What is entered in a device', { type: [OwnAddressView] }) addresses!: OwnAddressView[];
}
