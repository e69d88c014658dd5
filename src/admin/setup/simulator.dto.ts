import { Int, OneOf, Shown, Text } from '../common/fields.js';

/** Models that a first run can be tried with. */
export const simulatorProfiles = ['controller', 'terminal', 'c3-200', 'inbio260', 'inbio5', 'speedface-v5l'] as const;
export type SimulatorProfile = (typeof simulatorProfiles)[number];

export class SimulatorBody {
  @OneOf('Model', simulatorProfiles, { optional: true }) profile?: SimulatorProfile;
  @Int('Doors; left out = as the model has', { optional: true, min: 1, max: 16 }) doors?: number;
}

export class SimulatorView {
  @Shown('Serial number; it calls and is approved like any device') sn!: string;
  @Shown('It runs in this gateway; after a restart not before it is started again') running!: boolean;
}

export class SimulatorList {
  @Shown('All that were started here', { type: [SimulatorView] }) items!: SimulatorView[];
}

export class SimulatorLineBody {
  @Text('A line of its keyboard, as docs/simulator.md lists them: b 5551 1 = hold card 5551 before door 1', {
    min: 1,
    max: 100,
  })
  line!: string;
}

export class SimulatorAnswerView {
  @Shown('What it says to that', { type: [String] }) lines!: string[];
}
