"""Training of Boresight's learned predictors: samples in, model cards and ONNX files out."""

__version__ = "0.1.0"
