import { createLevelController } from '../accLevel/level-calls.controller.js';

/** Levels of elevators: floors. */
export const EleLevelController = createLevelController({
  resource: 'eleLevel',
  business: 'ele',
  sections: {
    deleteLevel: '2.2.1',
    getById: '2.2.2',
    getByName: '2.2.3',
    list: '2.2.4',
    syncLevel: '2.2.5',
    syncPerson: '2.2.6',
    listWithTotal: '2.2.7',
  },
});
