"""Language models of OpenAI, Google Gemini, DeepSeek, Doubao and any OpenAI-compatible server, several with fall-back."""

from integrations.language_models.models import LanguageModels

__all__ = ["LanguageModels"]
