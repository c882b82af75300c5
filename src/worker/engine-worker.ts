import { expose } from 'comlink';
import { EngineInWorker } from './engine-in-worker.ts';

expose(new EngineInWorker());
