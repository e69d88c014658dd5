import { createLevelController } from '../accLevel/level-calls.controller.js';

/** Levels of entrance control: gates. */
export const PsgLevelController = createLevelController({
  resource: 'psgLevel',
  business: 'psg',
  sections: {
    deleteLevel: '2.32.1',
    getById: '2.32.2',
    getByName: '2.32.3',
    list: '2.32.4',
    syncLevel: '2.32.5',
    syncPerson: '2.32.6',
    listWithTotal: '2.32.7',
  },
});
