"""multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672), read from the package that carries it and run by ONNX Runtime."""
