import { expose } from 'comlink';
import { mapWriter } from './map-writer.ts';

expose(mapWriter);
